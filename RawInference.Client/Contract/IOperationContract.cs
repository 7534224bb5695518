using System.Text.Json;

namespace RawInference.Contract;

/// <summary>How one operation is written in the REST contract: its inputs, its parameters, its <c>data</c>.</summary>
public interface IOperationContract
{
    /// <summary>One of <see cref="Operations"/>.</summary>
    string Operation { get; }

    /// <summary>The keys of <c>inputs</c> that the operation takes.</summary>
    IReadOnlyCollection<string> InputKeys { get; }

    /// <summary>The names of <c>parameters</c> that the operation takes.</summary>
    IEnumerable<string> ParameterNames { get; }

    /// <summary>Whether these keys alone say that this operation is meant, when the catalogue does not know the model.</summary>
    bool IsImpliedBy(IReadOnlyCollection<string> inputKeys);

    /// <summary>Reads an object of parameters for its mistakes and warnings alone.</summary>
    void ReadParameters(JsonElement parameters, ContractReading reading);

    /// <summary>The typed request, not to be used when <paramref name="reading"/> has collected mistakes.</summary>
    InferenceRequest Read(ContractRequest request, ContractReading reading);

    /// <summary>Whether this is an item of one of the operation's answers.</summary>
    bool Owns(InferenceUpdate update);

    /// <summary>Writes the response's <c>data</c>, an object.</summary>
    void WriteData(Utf8JsonWriter writer, InferenceResponse response);

    /// <summary>Writes a delta, an object.</summary>
    void WriteDelta(Utf8JsonWriter writer, InferenceUpdate delta);
}
