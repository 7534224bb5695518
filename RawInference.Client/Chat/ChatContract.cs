using System.Text.Json;
using RawInference.Contract;
using RawInference.Media;

namespace RawInference.Chat;

/// <summary>Chat and vision in the REST contract.</summary>
internal sealed class ChatContract : IOperationContract
{
    public string Operation => Operations.Chat;

    public IReadOnlyCollection<string> InputKeys { get; } = ["prompts", "messages", .. MediaContract.AllKeys];

    public IEnumerable<string> ParameterNames => ChatParameters.Table.Names;

    public bool IsImpliedBy(IReadOnlyCollection<string> inputKeys) => inputKeys.Contains("prompts") || inputKeys.Contains("messages");

    public void ReadParameters(JsonElement parameters, ContractReading reading) =>
        ChatParameters.Table.Read(ChatParameters.Default, parameters, reading);

    public InferenceRequest Read(ContractRequest request, ContractReading reading)
    {
        var value = new ContractValue(request.Inputs, "inputs", reading);
        var inputs = ContractInputs.Read(value, request.Attachments);
        inputs.AllowOnly(value, Operation, InputKeys);

        return new ChatRequest
        {
            Model = request.Model,
            Call = request.Call,
            ProviderOptions = request.ProviderOptions,
            Conversations = Conversations(inputs, reading),
            Parameters = ChatParameters.Table.Read(ChatParameters.Default, request.Parameters, reading),
        };
    }

    public bool Owns(InferenceUpdate update) => update is ChatResponse or ChatDelta;

    public void WriteData(Utf8JsonWriter writer, InferenceResponse response)
    {
        var chat = (ChatResponse)response;
        var several = chat.Outputs.Any(output => output.Index > 0);
        writer.WriteStartObject();
        writer.WriteStartArray("outputs");
        foreach (var output in chat.Outputs)
        {
            ChatOutputContract.Write(writer, output, several);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public void WriteDelta(Utf8JsonWriter writer, InferenceUpdate delta) => ChatOutputContract.Write(writer, (ChatDelta)delta);

    private static IReadOnlyList<IReadOnlyList<ChatMessage>> Conversations(ContractInputs inputs, ContractReading reading)
    {
        if (inputs.Prompts is not null && inputs.Messages is not null)
        {
            reading.Refuse("inputs", "has both 'prompts' and 'messages': prompts are completions of their own, messages one conversation.");
        }

        if (inputs.Messages is { } messages)
        {
            return [inputs.Media.Count == 0 ? messages : WithMedia(messages, inputs.Media, reading)];
        }

        if (inputs.Prompts is { } prompts)
        {
            var media = inputs.Media.Select(ContentPart.Of).ToArray();
            return [.. prompts.Select(prompt => (IReadOnlyList<ChatMessage>)
                [new ChatMessage { Role = ChatRole.User, Parts = [ContentPart.Of(prompt), .. media] }])];
        }

        if (!inputs.Keys.Contains("prompts") && !inputs.Keys.Contains("messages"))
        {
            reading.Refuse("inputs", "needs 'prompts' (a list of strings) or 'messages' (a conversation).");
        }

        return [];
    }

    /// <summary>Media beside a conversation belong to its last user message.</summary>
    private static IReadOnlyList<ChatMessage> WithMedia(
        IReadOnlyList<ChatMessage> messages,
        IReadOnlyList<MediaContent> media,
        ContractReading reading)
    {
        var last = messages.ToList().FindLastIndex(message => message.Role == ChatRole.User);
        if (last < 0)
        {
            reading.Refuse("inputs.messages", "has no user message that the media beside it could belong to.");
            return messages;
        }

        return [.. messages.Select((message, index) =>
            index == last ? message with { Parts = [.. message.Parts, .. media.Select(ContentPart.Of)] } : message)];
    }
}
