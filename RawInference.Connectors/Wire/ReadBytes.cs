namespace RawInference.Connectors.Wire;

/// <summary>Reads the next bytes of a body; 0 at its end.</summary>
internal delegate ValueTask<int> ReadBytes(Memory<byte> buffer);
