using System.Text.Json.Nodes;
using RawInference.Emulator.Anthropic.Wire;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Messages;

/// <summary><c>POST /v1/messages/count_tokens</c>: what the same message would be billed as input, caches left aside.</summary>
internal static class CountTokensEndpoint
{
    public const string Path = "messages/count_tokens";

    public static bool IsAsked(HttpContext context) => context.Request.Path.Value?.EndsWith(Path, StringComparison.Ordinal) == true;

    public static Task AnswerAsync(WireCall call)
    {
        AnthropicLimits.Check(call.Body);
        return JsonReply.WriteAsync(call, new JsonObject { ["input_tokens"] = PromptBlocks.TokensOf(PromptBlocks.Of(call.Body)) });
    }
}
