using System.Text.Json;

namespace RawInference.Emulator;

/// <summary>The tables and media that travel inside the assembly.</summary>
internal static class EmbeddedResource
{
    /// <param name="name">Folder and file: <c>OpenAI/Models.json</c>.</param>
    public static byte[] Bytes(string name)
    {
        using var stream = typeof(EmbeddedResource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly has no resource '{name}'.");
        var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }

    public static JsonDocument Json(string name) => JsonDocument.Parse(Bytes(name));
}
