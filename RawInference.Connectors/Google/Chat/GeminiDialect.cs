using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Google.Chat;

/// <summary>Gemini's own dialect (<c>:generateContent</c>, <c>:streamGenerateContent?alt=sse</c>), on whichever server speaks it.</summary>
internal sealed class GeminiDialect(GoogleServer server) : IChatDialect
{
    public UpstreamAccount Account => server.Account;

    public string Model => server.Model;

    public HttpRequestMessage CreateRequest(ChatCall call, bool stream) =>
        server.CreateRequest(
            stream ? "streamGenerateContent?alt=sse" : "generateContent",
            BodyWriter.Write(BodyWriter.EstimateOf(call.Messages), writer => GeminiBody.Write(writer, server.Card, call)));

    public IReadOnlyList<ChatResult> Read(JsonElement answer, ChatCall call) => GeminiAnswer.Read(answer, server.Account, call);

    public IChatStreamReader OpenStream(ChatCall call) => new GeminiStreamReader(server.Account, call);
}
