using System.Collections.Frozen;
using FsCheck;
using FsCheck.Fluent;
using RawInference.Embeddings;
using RawInference.Media;

namespace RawInference.Client.Tests.Embeddings;

public class EmbeddingRequestTests
{
    [Fact]
    public void SplitThenMerge_KeepsOrderAndCount_WithinTheModelsBatch()
    {
        var sizes = from texts in Gen.Choose(1, 300) from batch in Gen.Choose(1, 100) select (texts, batch);

        Prop.ForAll(sizes.ToArbitrary(), size =>
        {
            var request = Texts(size.texts);
            var parts = request.Split(Given.UnknownModel with { MaxBatch = size.batch }).Cast<EmbeddingRequest>().ToArray();
            var merged = (EmbeddingResponse)request.Merge([.. parts.Select(Answer)]);

            Assert.All(parts, part => Assert.InRange(part.Inputs.Count, 1, size.batch));
            Assert.Equal((size.texts + size.batch - 1) / size.batch, parts.Length);
            Assert.Equal(Enumerable.Range(0, size.texts).Select(index => (float)index), merged.Vectors.Select(vector => vector.Span[0]));
            Assert.False(merged.Single);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void WithoutABatchLimit_OneCallWillDo()
    {
        var request = Texts(5_000);

        Assert.Same(request, Assert.Single(request.Split(Given.UnknownModel)));
    }

    [Fact]
    public void Parts_ComeFromOneModel() => Assert.True(Texts(2).PartsShareModel);

    [Fact]
    public void VectorsLongerThanTheModels_AreRefused()
    {
        var request = Given.Embedding("""{"text":"a"}""", """{"dimensions":9}""");

        Assert.Empty(request.Check(Given.Model() with { Dimensions = 9 }));
        var problem = Assert.Single(request.Check(Given.Model() with { Dimensions = 8 }));
        Assert.Equal(("parameters.dimensions", false), (problem.Path, problem.CanBeDropped));
    }

    [Fact]
    public void DimensionsAreNeverLeftOut_OnlyRefused()
    {
        var request = Given.Embedding("""{"text":"a"}""", """{"dimensions":9}""");
        var model = Given.Model("dimensions");

        Assert.False(Assert.Single(request.Check(model)).CanBeDropped);
        Assert.Same(request, request.AdaptTo(model));
    }

    [Fact]
    public void Medium_IsRefusedWhereTheModelIsKnownNotToTakeIt()
    {
        var request = Given.Embedding("""{"image_url":"x"}""");

        Assert.Equal(["inputs.image_url"], request.Check(Given.Model() with { Inputs = FrozenSet<MediaKind>.Empty }).Select(problem => problem.Path));
        Assert.Empty(request.Check(Given.Model() with { Inputs = new[] { MediaKind.Image }.ToFrozenSet() }));
        Assert.Empty(request.Check(Given.UnknownModel));
    }

    [Fact]
    public void ReplacedMedia_StandWhereTheOldOnesStood()
    {
        var request = new EmbeddingRequest
        {
            Model = ModelSelector.OfAlias("fast"),
            Inputs = [EmbeddingInput.Of("a"), EmbeddingInput.Of(Given.Image("x")), EmbeddingInput.Of("b"), EmbeddingInput.Of(Given.Image("y"))],
        };

        var resolved = (EmbeddingRequest)request.WithMedia([Given.Image("1"), Given.Image("2")]);

        Assert.Equal(["a", null, "b", null], resolved.Inputs.Select(input => input.Text));
        Assert.Equal(["1", "2"], resolved.Media.Select(media => media.Url));
    }

    private static EmbeddingRequest Texts(int count) => new()
    {
        Model = ModelSelector.OfAlias("fast"),
        Inputs = [.. Enumerable.Range(0, count).Select(index => EmbeddingInput.Of($"{index}"))],
    };

    private static EmbeddingResponse Answer(EmbeddingRequest part) => new()
    {
        Vectors = [.. part.Inputs.Select(input => new ReadOnlyMemory<float>([float.Parse(input.Text!)]))],
    };
}
