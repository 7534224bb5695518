using RawInference.Contract;
using RawInference.Embeddings;
using RawInference.Media;

namespace RawInference.Client.Tests.Embeddings;

public class EmbeddingContractTests
{
    private static readonly IOperationContract Contract = OperationContracts.Find(Operations.Embedding)!;

    [Theory]
    [InlineData("""{"text":"a"}""", true)]
    [InlineData("""{"texts":["a"]}""", false)]
    [InlineData("""{"image_url":"x"}""", true)]
    [InlineData("""{"image_urls":["x"]}""", true)]
    public void OneInput_IsSingle_AndAListIsNot(string inputs, bool single)
    {
        var request = Given.Embedding(inputs);

        Assert.Equal(single, request.Single);
        Assert.Single(request.Inputs);
    }

    [Fact]
    public void Texts_KeepTheirOrder() =>
        Assert.Equal(["b", "a", "b"], Given.Embedding("""{"texts":["b","a","b"]}""").Inputs.Select(input => input.Text));

    [Fact]
    public void Medium_IsAnInput() =>
        Assert.Equal(MediaKind.Video, Assert.Single(Given.Embedding("""{"video_base64":"AAAA"}""").Media).Kind);

    [Fact]
    public void SeveralMedia_AreRefusedWithWhatIsTaken()
    {
        var failure = Assert.Throws<InferenceException>(() => Given.Embedding("""{"image_url":"x","video_url":"y"}"""));

        var problem = Assert.Single(failure.Problems);
        Assert.Equal("inputs", problem.Path);
        Assert.Contains("one medium", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SingleVector_IsWrittenAlone_AndSeveralAsAList()
    {
        Assert.Equal(
            """{"embedding":[0.5,-1],"dimensions":2}""",
            Written(new EmbeddingResponse { Single = true, Vectors = [new float[] { 0.5f, -1 }] }));
        Assert.Equal(
            """{"embeddings":[[0.5],[1]],"dimensions":1}""",
            Written(new EmbeddingResponse { Vectors = [new float[] { 0.5f }, new float[] { 1 }] }));
        Assert.Equal(
            """{"embeddings":[[0.5]],"dimensions":1}""",
            Written(new EmbeddingResponse { Vectors = [new float[] { 0.5f }] }));
    }

    [Fact]
    public void Deltas_DoNotExist() => Assert.Throws<InvalidOperationException>(
        () => Given.Written(writer => Contract.WriteDelta(writer, new RawInference.Chat.ChatDelta())));

    private static string Written(EmbeddingResponse response) => Given.Written(writer => Contract.WriteData(writer, response));
}
