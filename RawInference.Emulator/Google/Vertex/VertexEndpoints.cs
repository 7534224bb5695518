using RawInference.Emulator.Google.Generate;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Vertex;

/// <summary>Everything below <c>/vertex/v1</c>: any project, any location.</summary>
internal static class VertexEndpoints
{
    private const string Model = "projects/{project}/locations/{location}/publishers/google/models/{model}";

    public static void Map(IEndpointRouteBuilder application)
    {
        var routes = new ProtocolRoutes(application, VertexProtocol.Instance, "/vertex/v1");
        routes.MapPost($"{Model}:generateContent", "generateContent", GenerateEndpoint.AnswerAsync, chat: true);
        routes.MapPost($"{Model}:streamGenerateContent", "generateContent", GenerateEndpoint.StreamAsync, chat: true);
        routes.MapPost($"{Model}:countTokens", "countTokens", CountTokensEndpoint.AnswerAsync);
        routes.MapPost($"{Model}:embedContent", "embedContent", VertexEmbedEndpoint.AnswerAsync);
        routes.MapPost($"{Model}:predict", "predict", PredictEndpoint.AnswerAsync);
        routes.MapUnknown();
    }
}
