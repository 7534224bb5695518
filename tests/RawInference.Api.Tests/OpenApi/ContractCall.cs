using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Contract;
using RawInference.Media;

namespace RawInference.Api.Tests.OpenApi;

/// <summary>Reads a body as the gateway does, for a model that the catalogue does not know.</summary>
internal static class ContractCall
{
    /// <summary>The typed request, whose <c>Call.Warnings</c> has what was warned about.</summary>
    /// <exception cref="InferenceException">The gateway refuses the body.</exception>
    public static InferenceRequest Read(JsonNode body, params IReadOnlyList<MediaContent> attachments)
    {
        var request = BodyContract.Read(JsonSerializer.SerializeToElement(body), CallOptions.Default, attachments);
        var operation = request.Task ?? Assert.Single(OperationContracts.All, contract => contract.IsImpliedBy(request.Shape.InputKeys)).Operation;
        return request.Bind(new RequestBinding(operation));
    }

    /// <summary>Everything that the gateway says against a body.</summary>
    public static IReadOnlyList<string> Complaints(JsonNode body)
    {
        try
        {
            return [.. Read(body).Call.Warnings.Select(warning => $"{warning.Path} {warning.Message}")];
        }
        catch (InferenceException exception)
        {
            return [exception.Message];
        }
    }
}
