using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.OpenAI.Responses;

/// <summary>The Responses dialect (<c>POST responses</c>), stateless: nothing is stored at the provider, encrypted reasoning travels with the messages.</summary>
internal sealed class ResponsesDialect(OpenAIServer server) : IChatDialect
{
    public UpstreamAccount Account => server.Account;

    public string Model => server.Model;

    public HttpRequestMessage CreateRequest(ChatCall call, bool stream) =>
        server.CreateRequest("responses", BodyWriter.Write(
            BodyWriter.EstimateOf(call.Messages), writer => ResponsesBody.Write(writer, server, call, stream)));

    public IReadOnlyList<ChatResult> Read(JsonElement answer, ChatCall call) =>
        [ResponsesAnswer.Read(answer, server.Account, call.Options.OnWarning)];

    public IChatStreamReader OpenStream(ChatCall call) => new ResponsesStreamReader(server.Account, call);
}
