using System.Globalization;

namespace RawInference.Core.Pipeline.Answers;

/// <summary>A decimal number in one way of many: <c>1</c>, <c>1.0</c>, <c>10e-1</c> are the same.</summary>
internal static class CanonicalNumber
{
    /// <summary>More digits would not fit; what has them is the same only where it is written the same.</summary>
    private const int MaxExponentLength = 17;

    /// <summary>All digits without zeros at their ends, and a power of ten. Anything but a decimal number stays as it is.</summary>
    public static string Of(string number)
    {
        var mantissa = number.AsSpan();
        var exponent = 0L;
        if (mantissa.IndexOfAny('e', 'E') is var e and >= 0)
        {
            if (mantissa.Length - e > MaxExponentLength || !long.TryParse(mantissa[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            {
                return number;
            }

            mantissa = mantissa[..e];
        }

        var sign = mantissa.StartsWith('-') ? "-" : "";
        mantissa = mantissa[sign.Length..];
        var point = mantissa.IndexOf('.');
        var digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        if (digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return number;
        }

        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;
        var trimmed = digits.TrimEnd('0');
        exponent += digits.Length - trimmed.Length;
        trimmed = trimmed.TrimStart('0');
        return trimmed.Length == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{sign}{trimmed}e{exponent}");
    }
}
