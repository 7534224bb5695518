using RawInference.Emulator.OpenAI.Audio;
using RawInference.Emulator.OpenAI.Chat;
using RawInference.Emulator.OpenAI.Embeddings;
using RawInference.Emulator.OpenAI.Models;
using RawInference.Emulator.OpenAI.Responses;
using RawInference.Emulator.OpenAI.Wire;

namespace RawInference.Emulator.OpenAI;

/// <summary>Everything below <c>/v1</c>.</summary>
internal static class OpenAIEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        OpenAIRoute.MapPost(routes, "chat/completions", ChatCompletionsEndpoint.AnswerAsync);
        OpenAIRoute.MapPost(routes, "responses", ResponsesEndpoint.AnswerAsync);
        OpenAIRoute.MapPost(routes, "embeddings", EmbeddingsEndpoint.AnswerAsync);
        OpenAIRoute.MapPost(routes, "audio/transcriptions", TranscriptionsEndpoint.AnswerAsync);
        OpenAIRoute.MapGet(routes, "models", ModelsEndpoint.ListAsync);
        OpenAIRoute.MapGet(routes, "models/{id}", ModelsEndpoint.GetAsync);
        OpenAIRoute.MapUnknown(routes);
    }
}
