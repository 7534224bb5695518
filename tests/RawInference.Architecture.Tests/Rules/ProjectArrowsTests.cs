using RawInference.Architecture.Tests.Sources;

namespace RawInference.Architecture.Tests.Rules;

public class ProjectArrowsTests
{
    [Fact]
    public void Projects_ReferOnlyToWhatTheyMay() => Rule.Holds(ProjectArrows.Violations(Repository.Projects));

    [Theory]
    [InlineData("RawInference.Emulator", "RawInference.Client", true)]
    [InlineData("RawInference.Core", "RawInference.Connectors", true)]
    [InlineData("RawInference.State", "RawInference.Api", true)]
    [InlineData("RawInference.New", "RawInference.Client", true)]
    [InlineData("RawInference.Core", "RawInference.Client", false)]
    [InlineData("RawInference.Api", "RawInference.State", false)]
    public void ForbiddenArrow_IsFound(string from, string to, bool forbidden)
    {
        var project = new ProjectFile($"{from}/{from}.csproj", $"""<Project><ItemGroup><ProjectReference Include="..\{to}\{to}.csproj" /></ItemGroup></Project>""");

        Assert.Equal(forbidden, ProjectArrows.Violations([project]).Any());
    }

    [Fact]
    public void ProjectThatIsOnlyBuiltAlong_IsNoArrow()
    {
        var project = new ProjectFile(
            "RawInference.Api/RawInference.Api.csproj",
            """<Project><ItemGroup><ProjectReference Include="../RawInference.Emulator/RawInference.Emulator.csproj" ReferenceOutputAssembly="false" /></ItemGroup></Project>""");

        Assert.Empty(ProjectArrows.Violations([project]));
    }

    [Fact]
    public void PackageOfTheClient_IsFound()
    {
        var project = new ProjectFile("RawInference.Client/RawInference.Client.csproj", """<Project><ItemGroup><PackageReference Include="Polly" /></ItemGroup></Project>""");

        Assert.Contains("Polly", Assert.Single(ProjectArrows.Violations([project])), StringComparison.Ordinal);
    }
}
