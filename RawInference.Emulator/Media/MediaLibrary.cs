namespace RawInference.Emulator.Media;

/// <summary>The files below <c>/media/</c>, by name.</summary>
internal static class MediaLibrary
{
    public static readonly IReadOnlyDictionary<string, MediaFile> Files = new Dictionary<string, MediaFile>
    {
        ["lighthouse.png"] = new("image/png", LighthousePicture.Draw()),
        ["photo.jpg"] = new("image/jpeg", EmbeddedResource.Bytes("Media/photo.jpg")),
        ["tone.wav"] = new("audio/wav", ToneRecording.Create()),
        ["clip.mp4"] = new("video/mp4", EmbeddedResource.Bytes("Media/clip.mp4")),
        ["document.pdf"] = new("application/pdf", SmallDocument.Create()),
    };

    /// <summary>The file that a URL names, when the URL is one of the emulator's own.</summary>
    public static MediaFile? Find(Uri url) =>
        IsOwn(url) ? Files.GetValueOrDefault(url.AbsolutePath["/media/".Length..]) : null;

    public static bool IsOwn(Uri url) => url.IsLoopback && url.AbsolutePath.StartsWith("/media/", StringComparison.Ordinal);
}
