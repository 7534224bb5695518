using System.Text.Json;
using RawInference.Contract;
using RawInference.Media;

namespace RawInference.Transcription;

/// <summary>Transcription in the REST contract.</summary>
internal sealed class TranscriptionContract : IOperationContract
{
    public string Operation => Operations.Transcription;

    public IReadOnlyCollection<string> InputKeys { get; } = ["prompts", .. MediaContract.KeysOf(MediaKind.Audio)];

    public IEnumerable<string> ParameterNames => TranscriptionParameters.Table.Names;

    public bool IsImpliedBy(IReadOnlyCollection<string> inputKeys) =>
        inputKeys.Count > 0 && inputKeys.All(key => MediaContract.Keys.GetValueOrDefault(key, MediaKind.File) == MediaKind.Audio);

    public void ReadParameters(JsonElement parameters, ContractReading reading) =>
        TranscriptionParameters.Table.Read(TranscriptionParameters.Default, parameters, reading);

    public InferenceRequest Read(ContractRequest request, ContractReading reading)
    {
        var value = new ContractValue(request.Inputs, "inputs", reading);
        var inputs = ContractInputs.Read(value, request.Attachments);
        inputs.AllowOnly(value, Operation, InputKeys);

        if (inputs.Prompts?.Count > 1)
        {
            reading.Refuse("inputs.prompts", "must have one item: for a transcription it is the hint to the model.");
        }

        if (!inputs.Keys.Any(MediaContract.Keys.ContainsKey))
        {
            reading.Refuse("inputs", $"needs a recording: one of {string.Join(", ", MediaContract.KeysOf(MediaKind.Audio))}.");
        }
        else if (inputs.Media.Count > 1)
        {
            reading.Refuse("inputs", "must have one recording: a transcription is of one.");
        }

        return new TranscriptionRequest
        {
            Model = request.Model,
            Call = request.Call,
            ProviderOptions = request.ProviderOptions,
            Audio = inputs.Media.Count > 0 ? inputs.Media[0] : new MediaContent { Kind = MediaKind.Audio },
            Prompt = inputs.Prompts is { Count: > 0 } prompts ? prompts[0] : null,
            Parameters = TranscriptionParameters.Table.Read(TranscriptionParameters.Default, request.Parameters, reading),
        };
    }

    public bool Owns(InferenceUpdate update) => update is TranscriptionResponse;

    public void WriteData(Utf8JsonWriter writer, InferenceResponse response)
    {
        var transcription = (TranscriptionResponse)response;
        writer.WriteStartObject();
        writer.WriteString("text", transcription.Text);
        writer.WriteString("language", transcription.Language);
        if (transcription.DurationSeconds is { } duration)
        {
            writer.WriteNumber("duration_s", duration);
        }
        else
        {
            writer.WriteNull("duration_s");
        }

        WriteSegments(writer, "segments", transcription.Segments);
        WriteSegments(writer, "words", transcription.Words);
        writer.WriteEndObject();
    }

    public void WriteDelta(Utf8JsonWriter writer, InferenceUpdate delta) =>
        throw new InvalidOperationException("A transcription has no deltas.");

    private static void WriteSegments(Utf8JsonWriter writer, string name, IReadOnlyList<TranscriptionSegment> segments)
    {
        if (segments.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var segment in segments)
        {
            writer.WriteStartObject();
            writer.WriteNumber("start_s", segment.StartSeconds);
            writer.WriteNumber("end_s", segment.EndSeconds);
            writer.WriteString("text", segment.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
