namespace RawInference.Emulator.Media;

/// <summary>One file below <c>/media/</c>.</summary>
internal sealed record MediaFile(string ContentType, byte[] Bytes);
