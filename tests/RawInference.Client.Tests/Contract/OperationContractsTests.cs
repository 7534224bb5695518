using RawInference.Contract;

namespace RawInference.Client.Tests.Contract;

public class OperationContractsTests
{
    [Theory]
    [InlineData("prompts", "chat")]
    [InlineData("messages", "chat")]
    [InlineData("prompts image_url", "chat")]
    [InlineData("text", "embedding")]
    [InlineData("texts", "embedding")]
    [InlineData("audio_url", "transcription")]
    [InlineData("audio_base64", "transcription")]
    [InlineData("prompts audio_url", "chat")]
    [InlineData("prompts image_urls", "chat")]
    [InlineData("image_url", "")]
    [InlineData("", "")]
    public void InputKeysAlone_ImplyAtMostOneOperation(string keys, string operation)
    {
        var given = keys.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(operation, string.Join(' ', OperationContracts.All.Where(contract => contract.IsImpliedBy(given)).Select(contract => contract.Operation)));
    }

    [Theory]
    [InlineData("prompts audio_url", "chat transcription")]
    [InlineData("audio_url", "chat embedding transcription")]
    [InlineData("prompts", "chat transcription image")]
    [InlineData("prompts image_base64", "chat image")]
    [InlineData("image_url", "chat embedding image")]
    [InlineData("text", "embedding speech")]
    [InlineData("texts", "embedding")]
    [InlineData("text prompts", "")]
    public void InputKeys_AreTakenByTheseOperations(string keys, string operations) => Assert.Equal(
        operations,
        string.Join(' ', OperationContracts.Taking(keys.Split(' ')).Select(contract => contract.Operation)));

    [Fact]
    public void EveryOperation_IsFoundByItsName() => Assert.All(
        new[] { Operations.Chat, Operations.Embedding, Operations.Transcription, Operations.Image, Operations.Speech },
        operation => Assert.Equal(operation, OperationContracts.Find(operation)?.Operation));
}
