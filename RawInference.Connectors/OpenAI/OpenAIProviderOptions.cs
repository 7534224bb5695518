using System.Collections.Frozen;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.OpenAI;

/// <summary>
/// Which fields a caller may add to a body. Compatible servers have fields of their own without number, so what is
/// not dangerous is let through: refused is what a dialect sets itself, what reaches beyond this one call (stored
/// conversations and data of the shared account, other models) and whatever smells of an endpoint, a key or a header.
/// </summary>
internal static class OpenAIProviderOptions
{
    private static readonly FrozenSet<string> Own = new[]
    {
        "model", "messages", "input", "file", "store", "include", "text", "response_format", "encoding_format", "dimensions", "language", "prompt",
        "temperature", "top_p", "max_tokens", "max_completion_tokens", "max_output_tokens", "stop", "seed", "frequency_penalty", "presence_penalty",
        "n", "logprobs", "top_logprobs", "reasoning", "reasoning_effort", "tools", "tool_choice", "parallel_tool_calls", "functions", "function_call",
        "timestamp_granularities", "timestamp_granularities[]", "image", "images", "mask", "size", "quality", "output_format", "output_compression",
        "voice", "speed", "instructions",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> BeyondTheCall = new[]
    {
        "models", "route", "extra_body", "previous_response_id", "conversation", "background", "data_sources",
    }.ToFrozenSet();

    public static bool Allows(string name) =>
        name == "prompt_cache_key" || (ProviderOptionNames.IsHarmless(name) && !Own.Contains(name) && !BeyondTheCall.Contains(name));
}
