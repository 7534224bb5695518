using System.Net.Http.Headers;
using Azure;
using Azure.Identity;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.AzureOpenAI;

/// <summary>The process's own identity as the proof of an account without a key.</summary>
internal sealed class EntraCredential(string account, EntraTokens tokens) : IUpstreamCredential
{
    public async ValueTask<string> ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var token = await tokens.GetAsync(cancellationToken);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return token;
        }
        catch (Exception exception) when (exception is AuthenticationFailedException or RequestFailedException)
        {
            // Their messages name tenants and machines.
            throw new InferenceException(
                InferenceErrorCode.ProviderAccount,
                $"{account} has no ApiKey, and Microsoft Entra gave no token: set RawInference:Providers:{account}:ApiKey, or give the gateway an "
                + "identity (a managed or workload identity, AZURE_TENANT_ID with AZURE_CLIENT_ID and a secret, or 'az login') that may use the resource.",
                exception);
        }
    }
}
