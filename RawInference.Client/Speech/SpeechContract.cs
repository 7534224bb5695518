using System.Text.Json;
using RawInference.Contract;

namespace RawInference.Speech;

/// <summary>Speech in the REST contract.</summary>
internal sealed class SpeechContract : IOperationContract
{
    public string Operation => Operations.Speech;

    public IReadOnlyCollection<string> InputKeys { get; } = ["text"];

    public IEnumerable<string> ParameterNames => SpeechParameters.Table.Names;

    /// <summary>A text alone means an embedding.</summary>
    public bool IsImpliedBy(IReadOnlyCollection<string> inputKeys) => false;

    public void ReadParameters(JsonElement parameters, ContractReading reading) =>
        SpeechParameters.Table.Read(SpeechParameters.Default, parameters, reading);

    public InferenceRequest Read(ContractRequest request, ContractReading reading)
    {
        var value = new ContractValue(request.Inputs, "inputs", reading);
        var inputs = ContractInputs.Read(value, request.Attachments);
        inputs.AllowOnly(value, Operation, InputKeys);
        if (!inputs.Keys.Contains("text"))
        {
            reading.Refuse("inputs", "needs 'text', a string: it is what is spoken.");
        }

        return new SpeechRequest
        {
            Model = request.Model,
            Call = request.Call,
            ProviderOptions = request.ProviderOptions,
            Text = inputs.Text ?? "",
            Parameters = SpeechParameters.Table.Read(SpeechParameters.Default, request.Parameters, reading),
        };
    }

    public bool Owns(InferenceUpdate update) => update is SpeechResponse;

    public void WriteData(Utf8JsonWriter writer, InferenceResponse response)
    {
        var speech = (SpeechResponse)response;
        writer.WriteStartObject();
        Base64Contract.Write(writer, "audio_b64", speech.Audio.Span);
        writer.WriteString("media_type", speech.MediaType);
        writer.WriteEndObject();
    }

    public void WriteDelta(Utf8JsonWriter writer, InferenceUpdate delta) =>
        throw new InvalidOperationException("Speech has no deltas.");
}
