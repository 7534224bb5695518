namespace RawInference.Api.Tests.Providers;

/// <summary>The README's table of providers is what the connectors say. <c>UPDATE_README=1 dotnet test</c> writes it anew.</summary>
public class ProviderMatrixTests
{
    private const string Begin = "<!-- providers: written by ProviderMatrixTests -->\n";
    private const string End = "<!-- /providers -->";

    private static readonly string Path = System.IO.Path.Combine(Repository.Root, "README.md");

    [Fact]
    public void Readme_HasTheTableOfTheConnectors()
    {
        var readme = File.ReadAllText(Path);
        var start = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = readme.IndexOf(End, StringComparison.Ordinal);
        var expected = ProviderMatrix.Render();
        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1")
        {
            File.WriteAllText(Path, readme[..start] + expected + readme[end..]);
            return;
        }

        Assert.Equal(expected, readme[start..end]);
    }
}
