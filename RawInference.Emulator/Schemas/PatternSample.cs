using System.Text;

namespace RawInference.Emulator.Schemas;

/// <summary>
/// Makes a text for the simple patterns of schemas: literals, classes, groups, alternatives (the first), repetitions.
/// It may be wrong for others; the caller checks the sample against the pattern.
/// </summary>
internal sealed class PatternSample
{
    private readonly string _pattern;
    private readonly int _repeats;
    private int _position;

    private PatternSample(string pattern, int repeats) => (_pattern, _repeats) = (pattern, repeats);

    /// <param name="pattern">The regular expression.</param>
    /// <param name="repeats">How often to repeat what may be repeated without bound.</param>
    public static string? TryMake(string pattern, int repeats)
    {
        var sample = new PatternSample(pattern, repeats);
        var text = sample.Alternatives();
        return sample._position == pattern.Length ? text : null;
    }

    private bool AtEnd => _position >= _pattern.Length;

    private string Alternatives()
    {
        var first = Sequence();
        while (!AtEnd && _pattern[_position] == '|')
        {
            _position++;
            Sequence();
        }

        return first;
    }

    private string Sequence()
    {
        var text = new StringBuilder();
        while (!AtEnd && _pattern[_position] is not ('|' or ')'))
        {
            var atom = Atom();
            var count = Count();
            for (var index = 0; index < count; index++)
            {
                text.Append(atom);
            }
        }

        return text.ToString();
    }

    private string Atom()
    {
        var character = _pattern[_position++];
        switch (character)
        {
            case '^' or '$':
                return "";
            case '.':
                return "a";
            case '\\' when !AtEnd:
                return Escape(_pattern[_position++]);
            case '[':
                return Class();
            case '(':
                if (!AtEnd && _pattern.AsSpan(_position).StartsWith("?:"))
                {
                    _position += 2;
                }

                var inner = Alternatives();
                _position++;
                return inner;
            default:
                return character.ToString();
        }
    }

    private static string Escape(char character) => character switch
    {
        'd' => "1",
        'w' => "a",
        's' => " ",
        'D' or 'S' => "x",
        'W' => "-",
        'b' => "",
        _ => character.ToString(),
    };

    private string Class()
    {
        var negated = !AtEnd && _pattern[_position] == '^';
        if (negated)
        {
            _position++;
        }

        var (start, first) = (_position, "");
        while (!AtEnd && (_pattern[_position] != ']' || _position == start))
        {
            var character = _pattern[_position++];
            var text = character == '\\' && !AtEnd ? Escape(_pattern[_position++]) : character.ToString();
            first = first.Length == 0 ? text : first;
        }

        _position++;
        return negated ? (first == "x" ? "y" : "x") : first;
    }

    private int Count()
    {
        if (AtEnd)
        {
            return 1;
        }

        var count = _pattern[_position] switch
        {
            '*' or '+' => _repeats,
            '?' => 1,
            '{' => -1,
            _ => 0,
        };
        if (count == 0)
        {
            return 1;
        }

        if (count < 0)
        {
            var end = _pattern.IndexOf('}', _position);
            var bounds = end < 0 ? [] : _pattern[(_position + 1)..end].Split(',');
            if (bounds.Length == 0 || !int.TryParse(bounds[0], out var least))
            {
                return 1;
            }

            var most = bounds.Length == 1 ? least : int.TryParse(bounds[1], out var bound) ? bound : int.MaxValue;
            count = Math.Clamp(_repeats, least, most);
            _position = end;
        }

        _position++;
        if (!AtEnd && _pattern[_position] == '?')
        {
            _position++;
        }

        return count;
    }
}
