using System.Text.Json;
using RawInference.Chat;

namespace RawInference.Connectors.Anthropic.Chat;

/// <summary>
/// A message's text, in the pieces in which it came. Where the caller has changed it, has hints on it or has added media,
/// the pieces no longer hold, and the parts follow as they are, in one place.
/// </summary>
internal sealed class TextRuns
{
    private readonly string? _text;
    private int _start;

    public TextRuns(ChatMessage message, JsonElement[] state)
    {
        var text = message.Text;
        if (text.Length > 0 && message.Parts.All(part => part is { Media: null, CacheControl: null }) && Fit(text, state))
        {
            _text = text;
        }
    }

    public bool Hold => _text is not null;

    public string Next(int length)
    {
        if (_text is null)
        {
            return "";
        }

        var run = _text.Substring(_start, length);
        _start += length;
        return run;
    }

    private static bool Fit(string text, JsonElement[] state)
    {
        var end = 0L;
        foreach (var block in state)
        {
            end += MessagesState.LengthOfText(block) ?? 0;
            if (end > text.Length || (end < text.Length && char.IsLowSurrogate(text[(int)end])))
            {
                return false;
            }
        }

        return end == text.Length;
    }
}
