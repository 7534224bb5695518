using RawInference.Emulator.OpenAI.Audio;
using RawInference.Emulator.OpenAI.Chat;
using RawInference.Emulator.OpenAI.Embeddings;
using RawInference.Emulator.OpenAI.Images;
using RawInference.Emulator.OpenAI.Models;
using RawInference.Emulator.OpenAI.Responses;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI;

/// <summary>Everything below <c>/v1</c>.</summary>
internal static class OpenAIEndpoints
{
    public static void Map(IEndpointRouteBuilder application)
    {
        var routes = new ProtocolRoutes(application, OpenAIProtocol.Instance, "/v1");
        routes.MapPost("chat/completions", ChatCompletionsEndpoint.AnswerAsync, chat: true);
        routes.MapPost("responses", ResponsesEndpoint.AnswerAsync, chat: true);
        routes.MapPost("embeddings", EmbeddingsEndpoint.AnswerAsync);
        routes.MapPost("audio/transcriptions", TranscriptionsEndpoint.AnswerAsync);
        routes.MapPost("audio/translations", TranslationsEndpoint.AnswerAsync);
        routes.MapPost("audio/speech", SpeechEndpoint.AnswerAsync);
        routes.MapPost(ImageEndpoints.Generations, ImageEndpoints.GenerateAsync);
        routes.MapPost(ImageEndpoints.Edits, ImageEndpoints.EditAsync);
        routes.MapGet("models", ModelsEndpoint.ListAsync);
        routes.MapGet("models/{id}", ModelsEndpoint.GetAsync);
        routes.MapUnknown();
    }
}
