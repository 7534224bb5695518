using RawInference.Architecture.Tests.Sources;

namespace RawInference.Architecture.Tests.Rules;

public class RepositoryFilesTests
{
    [Fact]
    public void EachProject_HasItsLockFile() => Rule.Holds(RepositoryFiles.WithoutLockFile(Repository.Projects, Repository.Exists));

    [Fact]
    public void Product_IsBuiltWithTheBannedApiAnalyzer() => Rule.Holds(RepositoryFiles.WithoutBannedApis(Repository.Projects, Repository.Read));

    [Theory]
    [InlineData("RawInference.Core", "{}", true)]
    [InlineData("RawInference.Core", "{\"Microsoft.CodeAnalysis.BannedApiAnalyzers\":{}}", false)]
    [InlineData("RawInference.Emulator", "{}", false)]
    public void ProjectWithoutTheAnalyzer_IsFound(string name, string lockFile, bool forbidden) =>
        Assert.Equal(forbidden, RepositoryFiles.WithoutBannedApis([new ProjectFile($"{name}/{name}.csproj", "<Project />")], _ => lockFile).Any());

    [Fact]
    public void Decisions_AreNumbered() => Rule.Holds(RepositoryFiles.MisnamedDecisions([.. Repository.FilesBelow("docs/decisions")]));

    [Theory]
    [InlineData("tests/RawInference.New.Tests/RawInference.New.Tests.csproj", true)]
    [InlineData("RawInference.AppHost/RawInference.AppHost.csproj", false)]
    public void ProjectWithoutALockFile_IsFound(string path, bool forbidden) =>
        Assert.Equal(forbidden, RepositoryFiles.WithoutLockFile([new ProjectFile(path, "<Project />")], _ => false).Any());

    [Theory]
    [InlineData("docs/decisions/0001-one-pipeline.md", false)]
    [InlineData("docs/decisions/1-one-pipeline.md", true)]
    [InlineData("docs/decisions/0001_one_pipeline.md", true)]
    [InlineData("docs/decisions/0001-one-pipeline.txt", true)]
    [InlineData("docs/decisions/README.md", true)]
    public void MisnamedDecision_IsFound(string path, bool forbidden) =>
        Assert.Equal(forbidden, RepositoryFiles.MisnamedDecisions([path]).Any());

    [Fact]
    public void DoubledNumber_IsFound() =>
        Assert.Single(RepositoryFiles.MisnamedDecisions(["docs/decisions/0001-a.md", "docs/decisions/0001-b.md"]));
}
