using RawInference.Emulator.Anthropic.Messages;
using RawInference.Emulator.Anthropic.Models;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic;

/// <summary>Everything below <c>/anthropic/v1</c>; the official SDK's base URL ends before the <c>/v1</c>.</summary>
internal static class AnthropicEndpoints
{
    public static void Map(IEndpointRouteBuilder application)
    {
        var routes = new ProtocolRoutes(application, AnthropicProtocol.Instance, "/anthropic/v1");
        routes.MapPost("messages", MessagesEndpoint.AnswerAsync, chat: true);
        routes.MapPost(CountTokensEndpoint.Path, "messages", CountTokensEndpoint.AnswerAsync);
        routes.MapGet("models", ModelsEndpoint.ListAsync);
        routes.MapGet("models/{id}", ModelsEndpoint.GetAsync);
        routes.MapUnknown();
    }
}
