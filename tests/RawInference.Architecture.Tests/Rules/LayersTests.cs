using RawInference.Architecture.Tests.Sources;

namespace RawInference.Architecture.Tests.Rules;

public class LayersTests
{
    [Fact]
    public void Faces_DoNotKnowThePipeline() => Rule.Holds(Layers.FacesThatKnowThePipeline(Repository.Sources));

    [Fact]
    public void Stages_KnowNoModality() => Rule.Holds(Layers.StagesThatKnowAModality(Repository.Sources));

    [Theory]
    [InlineData("RawInference.Api/Inference/Endpoint.cs", true)]
    [InlineData("RawInference.Api/Hosting/Registration.cs", false)]
    [InlineData("RawInference.Api/Program.cs", false)]
    [InlineData("RawInference.Core/Models/Catalog.cs", false)]
    public void FaceThatKnowsThePipeline_IsFound(string path, bool forbidden) => Assert.Equal(
        forbidden,
        Layers.FacesThatKnowThePipeline([new SourceFile(path, "using RawInference.Core.Pipeline.Media;")]).Any());

    [Theory]
    [InlineData("RawInference.Core/Pipeline/Media/M.cs", "using RawInference.Chat;", true)]
    [InlineData("RawInference.Core/Pipeline/Media/M.cs", "using RawInference.Core.Chat;", true)]
    [InlineData("RawInference.Core/Pipeline/M.cs", "class M { bool Is(object o) => o is ChatRequest; }", true)]
    [InlineData("RawInference.Core/Pipeline/M.cs", "class M { bool Is(string o) => o == Operations.Chat; }", true)]
    [InlineData("RawInference.Core/Pipeline/M.cs", "class M { bool Is(string o) => card.Operations.Contains(o); }", false)]
    [InlineData("RawInference.Core/Pipeline/M.cs", "using RawInference.Media; // as RawInference.Chat has it", false)]
    [InlineData("RawInference.Core/Chat/ChatHandler.cs", "using RawInference.Chat;", false)]
    public void StageThatKnowsAModality_IsFound(string path, string code, bool forbidden)
    {
        SourceFile[] sources =
        [
            new("RawInference.Client/Operations.cs", "class Operations { public const string Chat = \"chat\"; }"),
            new("RawInference.Client/Chat/ChatRequest.cs", ""),
            new("RawInference.Client/Chat/ChatResponse.cs", ""),
            new(path, code),
        ];

        Assert.Equal(forbidden, Layers.StagesThatKnowAModality(sources).Any());
    }
}
