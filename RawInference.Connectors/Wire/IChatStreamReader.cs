using System.Text.Json;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Wire;

/// <summary>Turns the frames of one stream into chunks.</summary>
internal interface IChatStreamReader
{
    /// <summary>The stream's own end has been seen; what comes after it is not read.</summary>
    bool Ended { get; }

    /// <summary>Whether an event is the stream's end and no JSON.</summary>
    bool EndsWith(ReadOnlySpan<byte> data);

    /// <summary>Adds the chunks of one frame; may be none.</summary>
    void Read(JsonElement frame, List<ChatChunk> chunks);

    /// <summary>What a stream that has ended lacks to be complete; null when it lacks nothing.</summary>
    string? Missing();
}
