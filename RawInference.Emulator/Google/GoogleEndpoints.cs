using RawInference.Emulator.Google.Catalog;
using RawInference.Emulator.Google.Embed;
using RawInference.Emulator.Google.Generate;
using RawInference.Emulator.Google.OAuth;
using RawInference.Emulator.Google.Vertex;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google;

/// <summary>The Gemini API below <c>/google</c>, Vertex AI below <c>/vertex</c>, and Google's token endpoint below <c>/oauth</c>.</summary>
internal static class GoogleEndpoints
{
    public static void Map(IEndpointRouteBuilder application)
    {
        MapGemini(application, "/google/v1beta");
        MapGemini(application, "/google/v1");
        VertexEndpoints.Map(application);
        OAuthEndpoints.Map(application);
    }

    private static void MapGemini(IEndpointRouteBuilder application, string prefix)
    {
        var routes = new ProtocolRoutes(application, GeminiProtocol.Instance, prefix);
        routes.MapPost("models/{model}:generateContent", "generateContent", GenerateEndpoint.AnswerAsync, chat: true);
        routes.MapPost("models/{model}:streamGenerateContent", "generateContent", GenerateEndpoint.StreamAsync, chat: true);
        routes.MapPost("models/{model}:countTokens", "countTokens", CountTokensEndpoint.AnswerAsync);
        routes.MapPost("models/{model}:embedContent", "embedContent", EmbedEndpoint.AnswerAsync);
        routes.MapPost("models/{model}:batchEmbedContents", "batchEmbedContents", EmbedEndpoint.AnswerBatchAsync);
        routes.MapGet("models", ModelsEndpoint.ListAsync);
        routes.MapGet("models/{model}", ModelsEndpoint.GetAsync);
        routes.MapUnknown();
    }
}
