using RawInference.Connectors.Wire;
using RawInference.Core.Models;

namespace RawInference.Connectors.OpenAI;

/// <summary>One model of one account, wherever it is hosted, with what is known of both.</summary>
internal sealed class OpenAIServer(ModelTarget target, IDialectServer server)
{
    public string Model => target.Model;

    /// <summary>What bodies name the model.</summary>
    public string WireModel => server.WireModel;

    public ModelCard? Card => target.Card;

    public OpenAIQuirks Quirks { get; } = OpenAIQuirks.Read(target.Account.Name, target.Account.Quirks);

    public UpstreamAccount Account => server.Account;

    public HttpRequestMessage CreateRequest(string path, HttpContent content) => server.CreateRequest(path, content);
}
