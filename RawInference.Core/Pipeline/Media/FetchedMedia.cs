namespace RawInference.Core.Pipeline.Media;

/// <summary>What a URL named.</summary>
/// <param name="Bytes">All of them.</param>
/// <param name="Declared">The server's word for their type; null where it had none.</param>
internal sealed record FetchedMedia(ReadOnlyMemory<byte> Bytes, string? Declared);
