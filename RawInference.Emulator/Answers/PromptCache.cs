using System.Collections.Concurrent;

namespace RawInference.Emulator.Answers;

/// <summary>
/// The providers' prompt cache, which forgets nothing until a reset. By itself a prompt of 1,024 tokens or more whose beginning was
/// seen before counts as cached, in steps of 128; where a provider caches on request, its protocol keeps the beginnings that are marked.
/// </summary>
internal sealed class PromptCache
{
    private const int LeastTokens = 1024;
    private const int Step = 128;
    private const int BeginningLength = LeastTokens * 4;

    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);

    public int CachedTokens(string model, Question question, int promptTokens)
    {
        if (promptTokens < LeastTokens)
        {
            return 0;
        }

        var whole = string.Concat(question.Turns.Select(turn => turn.Text));
        var beginning = whole[..Math.Min(whole.Length, BeginningLength)];
        return _seen.TryAdd($"{model}:{StableHash.Of(beginning)}", true) ? 0 : promptTokens / Step * Step;
    }

    public void Keep(string model, ulong beginning) => _seen.TryAdd(Marked(model, beginning), true);

    public bool Holds(string model, ulong beginning) => _seen.ContainsKey(Marked(model, beginning));

    public void Reset() => _seen.Clear();

    private static string Marked(string model, ulong beginning) => $"{model}:marked:{beginning}";
}
