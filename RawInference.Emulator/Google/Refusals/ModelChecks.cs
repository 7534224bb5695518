using RawInference.Emulator.Google.Generate;
using RawInference.Emulator.Models;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Refusals;

/// <summary>Checks on the model, and on what it takes and gives at most.</summary>
internal static class ModelChecks
{
    /// <summary>A model that does not exist, or is asked for what it cannot do: the provider tells them not apart.</summary>
    public static IReadOnlyDictionary<string, string>? Unsupported(RefusalContext context)
    {
        if (context.ModelName is null || (context.Model is { } model && Supports(model, context.Endpoint)))
        {
            return null;
        }

        var path = context.Http.Request.Path.Value!.Split('/');
        var resource = context.Http.Request.RouteValues.TryGetValue("project", out var project)
            ? $"projects/{project}/locations/{context.Http.Request.RouteValues["location"]}/publishers/google/models/{context.ModelName}"
            : $"models/{context.ModelName}";
        return Quoted.Of(("version", path[2]), ("method", context.Endpoint), ("resource", resource));
    }

    public static IReadOnlyDictionary<string, string>? OutputLimit(RefusalContext context) =>
        context.Body.Member("generationConfig")?.Integer("maxOutputTokens") is { } asked && (asked < 1 || asked > context.Model!.Output)
            ? Quoted.Of(("value", asked), ("bound", context.Model!.Output + 1))
            : null;

    /// <summary>By the emulator's own estimate.</summary>
    public static IReadOnlyDictionary<string, string>? PromptLimit(RefusalContext context)
    {
        var tokens = PromptTokens.OfRequest(context.Body).Total;
        return tokens > context.Model!.Context ? Quoted.Of(("tokens", tokens), ("context", context.Model.Context)) : null;
    }

    private static bool Supports(ModelEntry model, string endpoint) => endpoint switch
    {
        "generateContent" => model.Has("generate"),
        "embedContent" or "batchEmbedContents" => model.Has("embed"),
        "predict" => model.Has("predict-text") || model.Has("predict-media"),
        _ => true,
    };
}
