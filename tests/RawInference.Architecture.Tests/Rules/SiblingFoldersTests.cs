using RawInference.Architecture.Tests.Sources;

namespace RawInference.Architecture.Tests.Rules;

public class SiblingFoldersTests
{
    [Fact]
    public void Connectors_DoNotKnowOneAnother() => Rule.Holds(SiblingFolders.Violations(
        Repository.Sources,
        "RawInference.Connectors",
        ["Wire"],
        "a dialect stands alone: share through Wire, or make it the other connector with quirks."));

    [Fact]
    public void Faces_DoNotKnowOneAnother() => Rule.Holds(SiblingFolders.Violations(
        Repository.Sources,
        "RawInference.Api",
        ApiFolders.Shared,
        $"a face only translates for IInferenceClient: move what both need down, or into one of {string.Join(", ", ApiFolders.Shared)}."));

    [Theory]
    [InlineData("using RawInference.Api.Beta;", true)]
    [InlineData("using static RawInference.Api.Beta.Thing;", true)]
    [InlineData("class A : RawInference.Api.Beta.Thing;", true)]
    [InlineData("class A : Beta.Thing;", true)]
    [InlineData("class A { int x = Beta.Count; }", false)]
    [InlineData("using Beta.Thing;", false)]
    [InlineData("using RawInference.Api.Shared;", false)]
    [InlineData("using RawInference.Api.Alpha;", false)]
    [InlineData("// like RawInference.Api.Beta", false)]
    public void UseOfASibling_IsFound(string code, bool forbidden)
    {
        SourceFile[] sources =
        [
            new("RawInference.Api/Alpha/A.cs", code),
            new("RawInference.Api/Beta/Thing.cs", ""),
            new("RawInference.Api/Shared/S.cs", ""),
            new("RawInference.Api/Program.cs", "using RawInference.Api.Beta;"),
        ];

        Assert.Equal(forbidden, SiblingFolders.Violations(sources, "RawInference.Api", ["Shared"], "…").Any());
    }
}
