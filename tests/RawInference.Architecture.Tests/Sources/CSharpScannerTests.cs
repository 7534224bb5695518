namespace RawInference.Architecture.Tests.Sources;

public class CSharpScannerTests
{
    private const string Sample = """"
        // note one
        var a = "text one // not a note"; /* note two */ var b = '"'; // note "three"
        var c = @"text ""two"" \"; var d = $"text {Call("inner", '}')} three {{x}}"; var e = $@"four {f}";
        var g = """
            text "five" // no note
            """; /// note four
        var h = "\"six\\"; var last = 1;
        """";

    [Fact]
    public void Comments_AreNotCode()
    {
        var code = CSharpScanner.Scan(Sample).CodeAndStrings;

        Assert.DoesNotContain("note one", code, StringComparison.Ordinal);
        Assert.DoesNotContain("note two", code, StringComparison.Ordinal);
        Assert.DoesNotContain("three\"\n", code, StringComparison.Ordinal);
        Assert.DoesNotContain("note four", code, StringComparison.Ordinal);
        Assert.Contains("text one // not a note", code, StringComparison.Ordinal);
        Assert.Contains("// no note", code, StringComparison.Ordinal);
    }

    [Fact]
    public void StringsAreNotCode_ButTheirInterpolationsAre()
    {
        var code = CSharpScanner.Scan(Sample).Code;

        Assert.Equal(
            ["var", "a", "var", "b", "var", "c", "var", "d", "Call", "var", "e", "f", "var", "g", "var", "h", "var", "last", "1"],
            System.Text.RegularExpressions.Regex.Matches(code, @"\w+").Select(match => match.Value));
    }

    [Fact]
    public void Lines_StayWhereTheyAre()
    {
        var scanned = CSharpScanner.Scan(Sample);

        Assert.All(new[] { scanned.Code, scanned.CodeAndStrings, scanned.CodeAndComments }, kept =>
        {
            Assert.Equal(Sample.Length, kept.Length);
            Assert.Equal(Sample.Count(character => character == '\n'), kept.Count(character => character == '\n'));
        });
    }
}
