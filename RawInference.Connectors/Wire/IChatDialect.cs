using System.Text.Json;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Wire;

/// <summary>How one model's provider writes chats: all that <see cref="ChatService"/> does not know.</summary>
internal interface IChatDialect
{
    UpstreamAccount Account { get; }

    string Model { get; }

    HttpRequestMessage CreateRequest(ChatCall call, bool stream);

    /// <summary>The results in a whole answer, one per choice.</summary>
    IReadOnlyList<ChatResult> Read(JsonElement answer, ChatCall call);

    /// <summary>Reads one stream.</summary>
    IChatStreamReader OpenStream(ChatCall call);
}
