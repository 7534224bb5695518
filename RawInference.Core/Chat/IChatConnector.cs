using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Core.Chat;

/// <summary>A dialect that chats, with or without media.</summary>
public interface IChatConnector : IConnector
{
    /// <summary>
    /// A service for one account and model. It takes <see cref="RawInferenceExecutionSettings"/>, hangs a <see cref="ChatResult"/>
    /// on each message's <c>InnerContent</c> and a <see cref="ChatChunk"/> on each streamed one's, and throws
    /// <see cref="InferenceException"/> for every failure, a stream that ends too early included.
    /// </summary>
    IChatCompletionService CreateChatService(ModelTarget target);
}
