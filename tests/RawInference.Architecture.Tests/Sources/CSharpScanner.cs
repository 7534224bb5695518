namespace RawInference.Architecture.Tests.Sources;

/// <summary>Tells code, comments and the contents of strings apart; what is left out becomes blank, so that lines stay where they are.</summary>
internal sealed class CSharpScanner
{
    private readonly string _text;
    private readonly char[] _kinds;
    private int _at;

    private CSharpScanner(string text)
    {
        _text = text;
        _kinds = new char[text.Length];
        Array.Fill(_kinds, 'c');
    }

    public static (string Code, string CodeAndStrings, string CodeAndComments) Scan(string text)
    {
        var scanner = new CSharpScanner(text);
        scanner.Code(inHole: false);
        return (scanner.Keep("c"), scanner.Keep("cs"), scanner.Keep("c/"));
    }

    private string Keep(string kinds) =>
        string.Create(_text.Length, (_text, _kinds, kinds), static (span, state) =>
        {
            for (var index = 0; index < span.Length; index++)
            {
                span[index] = state.kinds.Contains(state._kinds[index]) || state._text[index] == '\n' ? state._text[index] : ' ';
            }
        });

    /// <summary>Up to the end, or up to the brace that closes an interpolation.</summary>
    private void Code(bool inHole)
    {
        var depth = 0;
        while (_at < _text.Length)
        {
            if (inHole && _text[_at] == '}' && depth-- == 0)
            {
                return;
            }

            depth += _text[_at] == '{' ? 1 : 0;
            if (Follows("//"))
            {
                Mark('/', IndexOrEnd("\n", _at));
            }
            else if (Follows("/*"))
            {
                Mark('/', IndexOrEnd("*/", _at + 2) + 2);
            }
            else if (_text[_at] == '\'')
            {
                Mark('s', IndexOrEnd("'", _at + (Follows("'\\") ? 3 : 2)) + 1);
            }
            else if (_text[_at] == '"')
            {
                String();
            }
            else
            {
                _at++;
            }
        }
    }

    private void String()
    {
        var prefix = _text[..0];
        for (var index = _at - 1; index >= 0 && _text[index] is '$' or '@'; index--)
        {
            prefix += _text[index];
        }

        var quotes = _text.AsSpan(_at).IndexOfAnyExcept('"') is var count and >= 0 ? count : _text.Length - _at;
        if (quotes >= 3 && !prefix.Contains('@'))
        {
            // A raw string, its interpolations included: they cannot hold its quotes.
            Mark('s', IndexOrEnd(new string('"', quotes), _at + quotes) + quotes);
            return;
        }

        Mark('s', _at + 1);
        while (_at < _text.Length && (_text[_at] != '\n' || prefix.Contains('@')))
        {
            if (Follows("\"\"") && prefix.Contains('@') || Follows("\\") && !prefix.Contains('@') || (Follows("{{") || Follows("}}")) && prefix.Contains('$'))
            {
                Mark('s', _at + 2);
            }
            else if (Follows("{") && prefix.Contains('$'))
            {
                _at++;
                Code(inHole: true);
            }
            else
            {
                var closes = _text[_at] == '"';
                Mark('s', _at + 1);
                if (closes)
                {
                    return;
                }
            }
        }
    }

    private void Mark(char kind, int end)
    {
        end = Math.Min(end, _text.Length);
        Array.Fill(_kinds, kind, _at, end - _at);
        _at = end;
    }

    private bool Follows(string text) => string.CompareOrdinal(_text, _at, text, 0, text.Length) == 0;

    private int IndexOrEnd(string text, int from) =>
        from < _text.Length && _text.IndexOf(text, from, StringComparison.Ordinal) is var index and >= 0 ? index : _text.Length;
}
