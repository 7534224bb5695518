namespace RawInference.Emulator.OpenAI.Audio;

/// <summary>The recording of a multipart request.</summary>
internal static class UploadedAudio
{
    public static async Task<byte[]> ReadAsync(HttpContext context)
    {
        var file = context.Request.Form.Files.GetFile("file")!;
        var buffer = new MemoryStream();
        await file.CopyToAsync(buffer, context.RequestAborted);
        return buffer.ToArray();
    }
}
