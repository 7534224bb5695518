using System.Collections.Frozen;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Anthropic;

/// <summary>
/// Which fields a caller may add to a body: all but what the dialect sets itself, what reaches beyond this one call
/// (containers and files of the shared account, other servers, other models, beta features), and what the price list
/// does not know (speed and place have surcharges).
/// </summary>
internal static class AnthropicProviderOptions
{
    private static readonly FrozenSet<string> Own = new[]
    {
        "model", "messages", "system", "max_tokens", "stop_sequences", "temperature", "top_p", "thinking", "output_config", "output_format", "tools", "tool_choice",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> BeyondTheCall = new[]
    {
        "container", "mcp_servers", "fallbacks", "fallback_credit_token", "user_profile_id", "betas", "anthropic_beta", "anthropic_version",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Surcharged = new[] { "speed", "inference_geo" }.ToFrozenSet();

    public static bool Allows(string name) =>
        ProviderOptionNames.IsHarmless(name) && !Own.Contains(name) && !BeyondTheCall.Contains(name) && !Surcharged.Contains(name);
}
