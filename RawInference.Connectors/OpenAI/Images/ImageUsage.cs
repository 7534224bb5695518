using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Usage;

namespace RawInference.Connectors.OpenAI.Images;

/// <summary>Tells the tokens of images from those of words, because they have prices of their own.</summary>
internal static class ImageUsage
{
    public static TokenUsage? Read(JsonElement answer, ImageCall call)
    {
        if (OpenAIUsage.Read(answer, call.Options.OnWarning) is not { } usage)
        {
            return null;
        }

        var holder = answer.Member("usage")!.Value;

        // Without details what is drawn is images, and what is read is words if there was no image to read.
        if (Count(holder, "input_tokens_details", call.IsEdit ? null : 0) is { } prompt && prompt <= usage.Prompt
            && Count(holder, "output_tokens_details", usage.Completion) is { } completion && completion <= usage.Completion)
        {
            return usage with { ImagePrompt = prompt, ImageCompletion = completion };
        }

        call.Options.Warn(WarningCodes.UsageInvalid, null, "The provider's counts do not tell the tokens of images from those of words and were left out.");
        return null;
    }

    /// <summary>The image tokens among the details; null for something that is no count.</summary>
    private static long? Count(JsonElement usage, string details, long? unsaid) => usage.Member(details) switch
    {
        null => unsaid,
        { ValueKind: JsonValueKind.Object } all when all.Member("image_tokens") is not { } tokens => unsaid,
        { ValueKind: JsonValueKind.Object } all => all.GetProperty("image_tokens") is { ValueKind: JsonValueKind.Number } number
            && number.TryGetInt64(out var count) && count >= 0
                ? count
                : null,
        _ => null,
    };
}
