using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Chat;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Tests.Contract;

/// <summary>How every chat connector of ours fails.</summary>
public abstract class ChatFailureContract(ContractServer server) : IClassFixture<ContractServer>
{
    private static readonly ChatHistory Hello = ChatHistoryMapping.ToHistory([ChatMessage.Of(ChatRole.User, "Say: Hello")]);

    protected Uri Server => server.Address;

    /// <param name="fault">What goes wrong, in the words of the server's model names; null for nothing.</param>
    protected abstract IChatCompletionService CreateService(string? fault);

    /// <summary>A reset connection may overtake its own headers: then there was no answer that could be cut.</summary>
    [Theory]
    [InlineData("cut:1", InferenceErrorCode.StreamCut, InferenceErrorCode.ProviderFailed)]
    [InlineData("end:1", InferenceErrorCode.StreamCut)]
    [InlineData("error-frame:1", InferenceErrorCode.ProviderFailed)]
    public async Task StreamThatFails_IsNeverACleanEnd(string fault, params InferenceErrorCode[] expected)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(async () =>
        {
            await foreach (var content in CreateService(fault).GetStreamingChatMessageContentsAsync(Hello))
            {
                Assert.NotNull(content.InnerContent);
            }
        });
        Assert.Contains(error.Code, expected);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RateLimit_KeepsItsFacts(bool stream)
    {
        var service = CreateService("status:429;retry-after:2");
        var error = await Assert.ThrowsAsync<InferenceException>(async () =>
        {
            if (!stream)
            {
                await service.GetChatMessageContentAsync(Hello);
            }

            await foreach (var _ in service.GetStreamingChatMessageContentsAsync(Hello))
            {
            }
        });

        Assert.Equal((InferenceErrorCode.ProviderRateLimited, 429, TimeSpan.FromSeconds(2)), (error.Code, error.ProviderStatus, error.RetryAfter));
        Assert.NotNull(error.ProviderRequestId);
    }

    [Fact]
    public async Task ServerThatIsNotThere_IsUnreachable()
    {
        var service = CreateUnreachable();
        var error = await Assert.ThrowsAsync<InferenceException>(() => service.GetChatMessageContentAsync(Hello));
        Assert.Equal(InferenceErrorCode.ProviderUnreachable, error.Code);
    }

    /// <summary>A service whose server is on a port where nobody listens.</summary>
    protected abstract IChatCompletionService CreateUnreachable();
}
