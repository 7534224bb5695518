namespace RawInference.Connectors.Wire;

/// <summary>One server-sent event.</summary>
/// <param name="Type">Its <c>event</c> field; <c>message</c> without one.</param>
/// <param name="Data">Its <c>data</c> lines, joined; valid until the next read.</param>
internal readonly record struct SseEvent(string Type, ReadOnlyMemory<byte> Data);
