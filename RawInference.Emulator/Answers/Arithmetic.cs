using System.Globalization;
using System.Text.RegularExpressions;

namespace RawInference.Emulator.Answers;

/// <summary>Finds a sum in a prompt and works it out: + - * / and parentheses, in exact decimals.</summary>
internal sealed partial class Arithmetic
{
    private readonly string _text;
    private int _position;

    private Arithmetic(string text) => _text = text;

    /// <summary>The result, or null where the prompt holds no sum that can be worked out.</summary>
    public static string? TryAnswer(string prompt)
    {
        if (Sum().Match(prompt) is not { Success: true } match)
        {
            return null;
        }

        var text = match.Groups["sum"].Value.Replace('×', '*').Replace('÷', '/').Replace(" ", "", StringComparison.Ordinal).Trim();
        var reading = new Arithmetic(text);
        try
        {
            var value = reading.ReadSum();
            return reading._position == text.Length ? value.ToString("G29", CultureInfo.InvariantCulture) : null;
        }
        catch (DivideByZeroException)
        {
            return "Division by zero is undefined.";
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }

    private decimal ReadSum()
    {
        var value = ReadProduct();
        while (_position < _text.Length && _text[_position] is '+' or '-')
        {
            value = _text[_position++] == '+' ? value + ReadProduct() : value - ReadProduct();
        }

        return value;
    }

    private decimal ReadProduct()
    {
        var value = ReadFactor();
        while (_position < _text.Length && _text[_position] is '*' or '/')
        {
            value = _text[_position++] == '*' ? value * ReadFactor() : value / ReadFactor();
        }

        return value;
    }

    private decimal ReadFactor()
    {
        if (_position < _text.Length && _text[_position] == '(')
        {
            _position++;
            var value = ReadSum();
            return _position < _text.Length && _text[_position++] == ')' ? value : throw new FormatException("A parenthesis is open.");
        }

        var start = _position;
        if (_position < _text.Length && _text[_position] == '-')
        {
            _position++;
        }

        while (_position < _text.Length && (char.IsAsciiDigit(_text[_position]) || _text[_position] == '.'))
        {
            _position++;
        }

        return decimal.Parse(_text.AsSpan(start, _position - start), CultureInfo.InvariantCulture);
    }

    // The sum alone or after a question for it: "1-2 sentences" and a date are no sums. Up to 20 operands, so that none is costly.
    [GeneratedRegex(@"(?:^|what is|what's|how much is|calculate|compute)\s*:?\s*(?<sum>\(*\s*-?\d+(?:\.\d+)?\s*\)*(?:\s*[-+*/×÷]\s*\(*\s*-?\d+(?:\.\d+)?\s*\)*){1,20})\s*[=?.!]*\s*$", RegexOptions.IgnoreCase | RegexOptions.Multiline, 1000)]
    private static partial Regex Sum();
}
