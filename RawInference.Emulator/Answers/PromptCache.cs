using System.Collections.Concurrent;

namespace RawInference.Emulator.Answers;

/// <summary>
/// The provider's prompt cache: a prompt of 1,024 tokens or more whose beginning was seen before counts as cached, in steps of 128.
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

    public void Reset() => _seen.Clear();
}
