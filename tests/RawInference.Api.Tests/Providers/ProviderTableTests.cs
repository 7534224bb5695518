namespace RawInference.Api.Tests.Providers;

/// <summary>The tables of providers in the documentation are what the connectors say. <c>UPDATE_DOCS=1 dotnet test</c> writes them anew.</summary>
public class ProviderTableTests
{
    private const string Begin = "<!-- providers: written by ProviderTableTests -->\n";
    private const string End = "<!-- /providers -->";

    [Fact]
    public void Readme_ShowsWhatEachProviderCan() => AssertHas("README.md", ProviderMatrix.Render());

    [Fact]
    public void ProvidersGuide_ShowsHowEachIsAsked() => AssertHas("docs/providers.md", PresetTable.Render());

    private static void AssertHas(string file, string expected)
    {
        var path = Path.Combine(Repository.Root, file);
        var text = File.ReadAllText(path);
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, text[..start] + expected + text[end..]);
            return;
        }

        Assert.Equal(expected, text[start..end]);
    }
}
