using RawInference.Chat;
using RawInference.Contract;

namespace RawInference.SkPlugin;

/// <summary>
/// What kernels, and through them models, can ask for. Arguments are taken as models give them: JSON, text that holds JSON,
/// or plain values. What goes wrong comes back as text that an agent can act on; only a cancellation is thrown.
/// </summary>
public sealed class RawInferencePlugin(IInferenceClient client)
{
    /// <summary>Any operation of the REST contract.</summary>
    /// <param name="provider">A configured provider; null where <paramref name="model"/> is an alias or <c>provider/model</c>.</param>
    /// <param name="model">The provider's model, an alias, or <c>provider/model</c>.</param>
    /// <param name="inputs">The REST contract's <c>inputs</c>, an object.</param>
    /// <param name="parameters">The REST contract's <c>parameters</c>, an object, or null.</param>
    /// <param name="task">The REST contract's <c>task</c>, or null.</param>
    /// <param name="full">True for vectors, images, recordings and whatever else would only fill a model's context.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer as JSON in the REST contract's form, or <c>{"error": …}</c>.</returns>
    public Task<string> InferAsync(
        string? provider,
        string? model,
        object? inputs,
        object? parameters = null,
        string? task = null,
        object? full = null,
        CancellationToken cancellationToken = default) =>
        AnswerAsync(
            async () =>
            {
                var reading = new ContractReading();
                var selector = Selector(provider, model, reading);
                var all = PluginArgument.Read("full", full, reading)?.Flag() ?? false;
                var input = PluginArgument.Read("inputs", inputs, reading);
                if (input is null && reading.Problems.All(problem => problem.Path != "inputs"))
                {
                    reading.Refuse("inputs", "is missing: an object such as {\"prompts\": [\"…\"]}.");
                }

                var parameter = PluginArgument.Read("parameters", parameters, reading);
                parameter?.IsObject("an object such as {\"temperature\": 0.5}");
                reading.ThrowIfRefused(strict: false);

                var response = await client.SendAsync(
                    new ContractRequest
                    {
                        Model = selector!,
                        Task = string.IsNullOrWhiteSpace(task) ? null : task,
                        Inputs = input!.Value.Element,
                        Parameters = parameter?.Element,
                    },
                    cancellationToken);
                return PluginAnswer.Write(response, all);
            },
            cancellationToken);

    /// <summary>One completion of one prompt.</summary>
    /// <param name="provider">A configured provider; null where <paramref name="model"/> is an alias or <c>provider/model</c>.</param>
    /// <param name="model">The provider's model, an alias, or <c>provider/model</c>.</param>
    /// <param name="prompt">Sent as it is.</param>
    /// <param name="system">Instructions above the prompt, or null.</param>
    /// <param name="temperature">0 to 2, or null.</param>
    /// <param name="maxTokens">At least 1, or null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The text, with a line in brackets for whatever a reader has to know of it; or <c>{"error": …}</c>.</returns>
    public Task<string> ChatAsync(
        string? provider,
        string? model,
        string? prompt,
        string? system = null,
        object? temperature = null,
        object? maxTokens = null,
        CancellationToken cancellationToken = default) =>
        AnswerAsync(
            async () =>
            {
                var reading = new ContractReading();
                var selector = Selector(provider, model, reading);
                if (string.IsNullOrEmpty(prompt))
                {
                    reading.Refuse("prompt", "is missing.");
                }

                var parameters = new ChatParameters
                {
                    Temperature = PluginArgument.Read("temperature", temperature, reading)?.Number(0, 2),
                    MaxTokens = (int?)PluginArgument.Read("max_tokens", maxTokens, reading)?.Integer(1, int.MaxValue),
                };
                reading.ThrowIfRefused(strict: false);

                var response = await client.SendAsync(
                    new ChatRequest
                    {
                        Model = selector!,
                        Conversations = [Conversation(system, prompt!)],
                        Parameters = parameters,
                    },
                    cancellationToken);
                return PluginAnswer.TextOf(response);
            },
            cancellationToken);

    private static ChatMessage[] Conversation(string? system, string prompt) => string.IsNullOrEmpty(system)
        ? [ChatMessage.Of(ChatRole.User, prompt)]
        : [ChatMessage.Of(ChatRole.System, system), ChatMessage.Of(ChatRole.User, prompt)];

    private static ModelSelector? Selector(string? provider, string? model, ContractReading reading)
    {
        if (string.IsNullOrWhiteSpace(model))
        {
            reading.Refuse("model", "is missing.");
            return null;
        }

        return string.IsNullOrWhiteSpace(provider) ? ModelSelector.Parse(model) : ModelSelector.Of(provider, model);
    }

    private static async Task<string> AnswerAsync(Func<Task<string>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (InferenceException exception)
        {
            // A caller that has left is told so in the way that kernels expect.
            cancellationToken.ThrowIfCancellationRequested();
            return PluginAnswer.Write(exception);
        }
    }
}
