using System.Text.Json;
using RawInference.Contract;

namespace RawInference.Embeddings;

/// <summary>Embedding in the REST contract.</summary>
internal sealed class EmbeddingContract : IOperationContract
{
    public string Operation => Operations.Embedding;

    public IReadOnlyCollection<string> InputKeys { get; } = ["text", "texts", .. MediaContract.AllKeys];

    public IEnumerable<string> ParameterNames => EmbeddingParameters.Table.Names;

    public bool IsImpliedBy(IReadOnlyCollection<string> inputKeys) => inputKeys.Contains("text") || inputKeys.Contains("texts");

    public void ReadParameters(JsonElement parameters, ContractReading reading) =>
        EmbeddingParameters.Table.Read(EmbeddingParameters.Default, parameters, reading);

    public InferenceRequest Read(ContractRequest request, ContractReading reading)
    {
        var value = new ContractValue(request.Inputs, "inputs", reading);
        var inputs = ContractInputs.Read(value, request.Attachments);
        inputs.AllowOnly(value, Operation, InputKeys);

        return new EmbeddingRequest
        {
            Model = request.Model,
            Call = request.Call,
            ProviderOptions = request.ProviderOptions,
            Inputs = Inputs(inputs, reading),
            Single = inputs.Texts is null,
            Parameters = EmbeddingParameters.Table.Read(EmbeddingParameters.Default, request.Parameters, reading),
        };
    }

    public bool Owns(InferenceUpdate update) => update is EmbeddingResponse;

    public void WriteData(Utf8JsonWriter writer, InferenceResponse response)
    {
        var embedding = (EmbeddingResponse)response;
        writer.WriteStartObject();
        if (embedding.Single)
        {
            writer.WritePropertyName("embedding");
            WriteVector(writer, embedding.Vectors[0].Span);
        }
        else
        {
            writer.WriteStartArray("embeddings");
            foreach (var vector in embedding.Vectors)
            {
                WriteVector(writer, vector.Span);
            }

            writer.WriteEndArray();
        }

        writer.WriteNumber("dimensions", embedding.Dimensions);
        writer.WriteEndObject();
    }

    public void WriteDelta(Utf8JsonWriter writer, InferenceUpdate delta) =>
        throw new InvalidOperationException("An embedding has no deltas.");

    private static IReadOnlyList<EmbeddingInput> Inputs(ContractInputs inputs, ContractReading reading)
    {
        var given = new[] { inputs.Text is not null, inputs.Texts is not null, inputs.Media.Count > 0 }.Count(there => there);
        if (given > 1 || inputs.Media.Count > 1)
        {
            reading.Refuse("inputs", "must have one of 'text', 'texts' and one medium: an embedding is of one thing, or of a list of texts.");
        }
        else if (inputs.Keys.Count == 0)
        {
            reading.Refuse("inputs", "needs 'text' (a string), 'texts' (a list of strings) or a medium.");
        }

        return
        [
            .. inputs.Text is { } text ? [EmbeddingInput.Of(text)] : Array.Empty<EmbeddingInput>(),
            .. inputs.Texts?.Select(EmbeddingInput.Of) ?? [],
            .. inputs.Media.Select(EmbeddingInput.Of),
        ];
    }

    private static void WriteVector(Utf8JsonWriter writer, ReadOnlySpan<float> vector)
    {
        writer.WriteStartArray();
        foreach (var number in vector)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }
}
