using RawInference.Emulator.Anthropic.Messages;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Refusals;

/// <summary>Checks on lengths, by the emulator's own estimate of tokens (<see cref="PromptBlocks"/>).</summary>
internal static class LengthChecks
{
    public static IReadOnlyDictionary<string, string>? OutputLimit(RefusalContext context) =>
        context.Body.Integer("max_tokens") > context.Model!.Output
            ? new Dictionary<string, string> { ["asked"] = $"{context.Body.Integer("max_tokens")}", ["output"] = $"{context.Model.Output}" }
            : null;

    public static IReadOnlyDictionary<string, string>? PromptTooLong(RefusalContext context) =>
        Tokens(context) is var tokens && tokens > context.Model!.Context
            ? new Dictionary<string, string> { ["tokens"] = $"{tokens}", ["context"] = $"{context.Model.Context}" }
            : null;

    public static IReadOnlyDictionary<string, string>? Context(RefusalContext context) =>
        Tokens(context) is var tokens && context.Body.Integer("max_tokens") is { } asked && tokens + asked > context.Model!.Context
            ? new Dictionary<string, string> { ["tokens"] = $"{tokens}", ["asked"] = $"{asked}", ["context"] = $"{context.Model.Context}" }
            : null;

    private static int Tokens(RefusalContext context) => PromptBlocks.TokensOf(PromptBlocks.Of(context.Body));
}
